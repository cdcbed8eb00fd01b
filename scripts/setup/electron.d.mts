export interface FoundElectron {
  folder: string
  binary: string
  /** True for the build that is for tests and trying out only. */
  standIn: boolean
}
export function findElectron(): FoundElectron | undefined
export function electronEnvironment(): Record<string, string>
