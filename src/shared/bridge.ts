/** What the backend is doing, as the page may tell people. */
export const backendStates = ['starting', 'ready', 'restarted', 'failed'] as const
export type BackendState = (typeof backendStates)[number]

/** `reason` is set with `failed` when the cause is known: a plain sentence without patient data. */
export interface BackendStatus {
  state: BackendState
  reason?: string
}

/** What a file picked by a person is for. It decides the dialog's title and the kinds of file shown. */
export const openPurposes = ['import', 'backup', 'rules', 'published'] as const
export type OpenPurpose = (typeof openPurposes)[number]

/** A file the person picked: the page sees its name and size, and hands `token` to the backend. */
export interface OpenedFile {
  token: string
  name: string
  /** Bytes. */
  size: number
}

/** Where the person chose to save: the backend writes there when it is shown `token`. */
export interface SaveTarget {
  token: string
  name: string
}

/** How printing or saving ended. `gone`: the ticket was used, is too old, or was never given. */
export type PrintOutcome = 'done' | 'cancelled' | 'failed' | 'gone'

/** What the window's menu can ask of the page. */
export const menuCommands = ['lock', 'help', 'keyboard-shortcuts', 'search'] as const
export type MenuCommand = (typeof menuCommands)[number]

/** Takes a listener away again. */
export type Unsubscribe = () => void

/** Everything the page can ask of the shell, as `window.cypWaits`. Data comes from the backend's port only. */
export interface CypWaitsBridge {
  /** The version of the app, such as `1.2.0`. */
  readonly appVersion: string
  /**
   * Asks for a port to the backend. It arrives as a `message` event on `window` whose data is
   * `{ type: portMessageType }` and whose first port is the one to use; call again after `restarted`.
   */
  connect(): void
  /** Calls back with the present state at once and with each change after it. */
  onBackendState(callback: (status: BackendStatus) => void): Unsubscribe
  /** Starts the backend again after `failed`. Does nothing in any other state. */
  retryBackend(): void
  /** Calls back when a menu entry meant for the page is chosen. */
  onMenuCommand(callback: (command: MenuCommand) => void): Unsubscribe
  /** Shows the system's dialog for opening a file; `null` when it is cancelled. */
  chooseFileToOpen(purpose: OpenPurpose): Promise<OpenedFile | null>
  /** Lets the backend read a file dropped on the page; `null` when it is no plain file from the disk. */
  grantDroppedFile(file: File): Promise<OpenedFile | null>
  /**
   * Shows the system's dialog for saving; `null` when it is cancelled. Names outside the fixed list
   * (`safeFileName`) are replaced, so that no patient data gets into a file name.
   */
  chooseWhereToSave(suggestedName: string): Promise<SaveTarget | null>
  /** Prints the page the backend handed to the shell under this ticket, through the system's print dialog. */
  printPage(ticket: string): Promise<PrintOutcome>
  /** Saves that page as a PDF where the person chooses. */
  savePage(ticket: string): Promise<PrintOutcome>
  /** Opens the system's print dialog for this window. */
  print(): void
  /** Opens one more window. */
  openNewWindow(): void
}

/** `data.type` of the window message that carries the port. */
export const portMessageType = 'cyp-waits:port'

/** Start of the argument by which the shell tells the preload the version. */
export const versionArgument = '--cyp-waits-version='

/** Names of the messages between page and shell. */
export const channels = {
  connect: 'cyp-waits:connect',
  port: 'cyp-waits:port',
  backendState: 'cyp-waits:backend-state',
  readBackendState: 'cyp-waits:read-backend-state',
  retryBackend: 'cyp-waits:retry-backend',
  menuCommand: 'cyp-waits:menu-command',
  chooseFileToOpen: 'cyp-waits:choose-file-to-open',
  grantDroppedFile: 'cyp-waits:grant-dropped-file',
  chooseWhereToSave: 'cyp-waits:choose-where-to-save',
  print: 'cyp-waits:print',
  printPage: 'cyp-waits:print-page',
  savePage: 'cyp-waits:save-page',
  openNewWindow: 'cyp-waits:open-new-window',
} as const

declare global {
  interface Window {
    readonly cypWaits: CypWaitsBridge
  }
}
