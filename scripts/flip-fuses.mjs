import { flipFuses as flip, FuseV1Options, FuseVersion } from '@electron/fuses'
import path from 'node:path'

/** What each switch inside a packaged Electron is set to. All are named, so that a new one cannot be missed. */
export const FUSES = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
}

/** Sets the fuses inside an Electron binary, which must not be running. Throws when the binary has one we do not name. */
export async function flipFuses(electronBinary) {
  const settings = Object.entries(FUSES).map(([name, on]) => [FuseV1Options[name], on])
  await flip(electronBinary, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // A changed binary no longer matches its signature; macOS refuses it until it is signed again.
    resetAdHocDarwinSignature: process.platform === 'darwin',
    ...Object.fromEntries(settings),
  })
}

function packagedBinary({ appOutDir, electronPlatformName, packager }) {
  const name = packager.appInfo.productFilename
  if (electronPlatformName === 'darwin') return path.join(appOutDir, `${name}.app`, 'Contents', 'MacOS', name)
  if (electronPlatformName === 'win32') return path.join(appOutDir, `${name}.exe`)
  return path.join(appOutDir, packager.executableName)
}

/** electron-builder's afterPack hook: runs before the package is signed. */
export default function afterPack(context) {
  return flipFuses(packagedBinary(context))
}
