interface Count {
  passed: number
  failed: number
}
export function countVitest(file: string, exitCode: number): Count
export function countPlaywright(file: string, exitCode: number): Count
