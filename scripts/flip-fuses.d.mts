import type { FuseV1Options } from '@electron/fuses'

export const FUSES: Record<keyof typeof FuseV1Options, boolean>
export function flipFuses(electronBinary: string): Promise<void>
export default function afterPack(context: {
  appOutDir: string
  electronPlatformName: string
  packager: { appInfo: { productFilename: string }; executableName: string }
}): Promise<void>
