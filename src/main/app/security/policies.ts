import path from 'node:path'

/** Scheme and host of every page of the app. */
export const appScheme = 'app'
export const appOrigin = 'app://local'
export const startPage = `${appOrigin}/index.html`

/** The settings of every page: each line is one item of Electron's security checklist. */
export const pagePreferences = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  // Chromium's spelling checker fetches dictionaries and keeps a list of words people added.
  spellcheck: false,
} as const

const policyOfContent = {
  'default-src': "'none'",
  'script-src': "'self'",
  // Mantine writes its theme variables into style elements.
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'none'",
  'worker-src': "'none'",
  'object-src': "'none'",
  'frame-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
} as const

function joined(policy: Record<string, string>): string {
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ')
}

/** The policy in the page itself. A `meta` element cannot carry `frame-ancestors`. */
export const contentSecurityPolicyOfPage = joined(policyOfContent)

/** The policy sent with every answer of the app's protocol. */
export const contentSecurityPolicy = joined({ ...policyOfContent, 'frame-ancestors': "'none'" })

/** Headers of a page that is printed: it can show itself in its own style, and load or run nothing. */
export const printedPageHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
} as const

/** Headers of every answer of the app's protocol, beside its content type. */
export const responseHeaders = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const

function parsed(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null
}

/** Whether an address belongs to the app: its parsed scheme, host, and no user, password or port. */
export function isAppAddress(address: string): boolean {
  const url = parsed(address)
  return (
    url !== null &&
    url.protocol === `${appScheme}:` &&
    url.host === 'local' &&
    url.username === '' &&
    url.password === ''
  )
}

/** Whether a page may go to an address, by a link, a redirect or a frame. */
export function mayNavigate(address: string): boolean {
  const url = parsed(address)
  return url !== null && isAppAddress(address) && (url.pathname === '/' || url.pathname === '/index.html')
}

/** Whether a page may open a window by itself. Never: more windows come from the menu and the bridge. */
export function mayOpenWindow(_address: string): false {
  return false
}

/**
 * Whether a page may have one of Chromium's permissions: only to put cells on the clipboard. Reading the
 * clipboard, camera, position, devices, notifications and everything else are refused.
 */
export function mayHavePermission(permission: string, origin: string): boolean {
  return permission === 'clipboard-sanitized-write' && isAppAddress(origin)
}

/** Whether a page may embed a `webview`. Never. */
export function mayAttachWebview(): false {
  return false
}

const hostsOfLinks = new Set(['www.england.nhs.uk', 'www.datadictionary.nhs.uk', 'www.gov.uk'])

/** Whether an address may be handed to the system's browser: https to a few official hosts, nothing added. */
export function mayOpenOutside(address: string): boolean {
  const url = parsed(address)
  return (
    url !== null &&
    url.protocol === 'https:' &&
    hostsOfLinks.has(url.host) &&
    url.username === '' &&
    url.password === '' &&
    // A query could carry data out.
    url.search === ''
  )
}

/** Whether a request may leave the page: to the app's own files, and to the inspector while developing. */
export function mayRequest(address: string, inspectorAllowed: boolean): boolean {
  const url = parsed(address)
  if (url === null) return false
  if (isAppAddress(address)) return true
  if (url.protocol === 'data:') return true
  return inspectorAllowed && url.protocol === 'devtools:'
}

/** What is known of the sender of a message to the shell. */
export interface Sender {
  /** Id of the web contents the message came from. */
  contentsId: number
  /** Address of the frame that sent it, or `null` when that frame is gone. */
  frameAddress: string | null
  /** Whether that frame is the top one of its page. */
  isTopFrame: boolean
}

/** Whether a message to the shell came from the top frame of one of our own pages. */
export function isTrustedSender(sender: Sender, ownContents: ReadonlySet<number>): boolean {
  return (
    ownContents.has(sender.contentsId) &&
    sender.isTopFrame &&
    sender.frameAddress !== null &&
    isAppAddress(sender.frameAddress)
  )
}

/**
 * The file an address of the app stands for, inside `folder`; `null` when the address is not ours or would
 * leave the folder. Anything still odd after one decoding is refused rather than repaired.
 */
export function fileOfAddress(address: string, folder: string): string | null {
  const url = parsed(address)
  if (url === null || !isAppAddress(address)) return null
  // The parser folds dot segments away, which would hide an attempt to leave.
  if (/\/(\.|%2e){1,2}(?=[/?#]|$)/i.test(address.slice(appOrigin.length))) return null
  let name: string
  try {
    name = decodeURIComponent(url.pathname)
  } catch {
    return null
  }
  if (name === '/' || name === '') name = '/index.html'
  if (!/^(\/[\w@-][\w.@ -]*)+$/.test(name)) return null
  const file = path.resolve(folder, `.${name}`)
  const inside = path.relative(folder, file)
  return inside === '' || inside.startsWith('..') || path.isAbsolute(inside) ? null : file
}
