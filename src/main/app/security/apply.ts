import { app, session, type Session, type WebContents } from 'electron'
import type { LogEntry, LogEvent } from '../../../shared/log-entry.ts'
import {
  mayAttachWebview,
  mayHavePermission,
  mayNavigate,
  mayOpenOutside,
  mayOpenWindow,
  mayRequest,
} from './policies.ts'

export interface SecurityOptions {
  log(entry: LogEntry): void
  /** Opens an allowed address in the system's browser. */
  openOutside(address: string): void
}

/** Applies the policies to every page that exists now or later, and to the session they share. */
export function applySecurity(options: SecurityOptions): void {
  app.on('web-contents-created', (_event, contents) => hardenContents(contents, options))
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, decide) => {
    event.preventDefault()
    decide(false)
  })
  app.on('login', (event) => event.preventDefault())
  hardenSession(session.defaultSession, options)
  app.on('session-created', (created) => hardenSession(created, options))
}

function hardenContents(contents: WebContents, { log, openOutside }: SecurityOptions): void {
  const refused = (event: LogEvent) => log({ level: 'warn', event })

  const guardNavigation = (details: { url: string; preventDefault(): void }) => {
    if (mayNavigate(details.url)) return
    details.preventDefault()
    refused('navigation_refused')
  }
  contents.on('will-navigate', guardNavigation)
  contents.on('will-redirect', guardNavigation)
  contents.on('will-frame-navigate', guardNavigation)

  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) openOutside(url)
    else refused('window_refused')
    return { action: mayOpenWindow(url) ? 'allow' : 'deny' }
  })

  contents.on('will-attach-webview', (event) => {
    if (!mayAttachWebview()) event.preventDefault()
  })
}

function hardenSession(target: Session, { log }: SecurityOptions): void {
  target.setPermissionRequestHandler((contents, permission, callback) => {
    const allowed = mayHavePermission(permission, contents.getURL())
    if (!allowed) log({ level: 'warn', event: 'permission_refused' })
    callback(allowed)
  })
  target.setPermissionCheckHandler((_contents, permission, origin) => mayHavePermission(permission, origin))
  target.setDevicePermissionHandler(() => false)
  target.setDisplayMediaRequestHandler(null)
  target.setSpellCheckerEnabled(false)

  target.on('will-download', (event) => {
    event.preventDefault()
    log({ level: 'warn', event: 'request_refused' })
  })

  target.webRequest.onBeforeRequest((details, callback) => {
    const allowed = mayRequest(details.url, !app.isPackaged)
    if (!allowed) log({ level: 'warn', event: 'request_refused' })
    callback({ cancel: !allowed })
  })
}
