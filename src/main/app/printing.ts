import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { BrowserWindow, dialog, session, type WebContents } from 'electron'
import type { PrintOutcome } from '../../shared/bridge.ts'
import type { LogEntry } from '../../shared/log-entry.ts'
import type { PageToPrint } from '../control-messages.ts'
import { safeFileName } from './file-names.ts'
import { createPrintTickets } from './print-tickets.ts'
import { appScheme, pagePreferences, printedPageHeaders, startPage } from './security/policies.ts'

/** Turns pages the backend made into paper or PDF. The pages of the app can only name a ticket. */
export interface Printing {
  keep(page: PageToPrint): void
  forgetAll(): void
  print(window: BrowserWindow, ticket: unknown): Promise<PrintOutcome>
  savePdf(window: BrowserWindow, ticket: unknown): Promise<PrintOutcome>
}

/**
 * Prints in a hidden window of its own: sandboxed, without scripts, in a session that lives in memory, can load
 * nothing but the one page and is gone with the window. The words are in no address, file name or log.
 */
export function createPrinting(log: (entry: LogEntry) => void): Printing {
  const tickets = createPrintTickets()

  async function withPage<T>(page: PageToPrint, work: (contents: WebContents) => Promise<T>): Promise<T> {
    const own = session.fromPartition(`print-${randomUUID()}`, { cache: false })
    let isServed = false
    own.protocol.handle(appScheme, (request) => {
      if (isServed || request.url !== startPage || request.method !== 'GET')
        return new Response(null, { status: 404, headers: printedPageHeaders })
      isServed = true
      return new Response(page.html, { headers: printedPageHeaders })
    })
    const hidden = new BrowserWindow({
      show: false,
      webPreferences: { ...pagePreferences, javascript: false, images: false, webgl: false, session: own },
    })
    try {
      await hidden.loadURL(startPage)
      return await work(hidden.webContents)
    } finally {
      hidden.destroy()
      own.protocol.unhandle(appScheme)
      await own.clearStorageData()
    }
  }

  async function guarded(work: () => Promise<PrintOutcome>): Promise<PrintOutcome> {
    try {
      return await work()
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
      log({ level: 'error', event: 'print_failed', detail: { code } })
      return 'failed'
    }
  }

  return {
    keep: tickets.keep,
    forgetAll: tickets.forgetAll,

    async print(_window, ticket) {
      const page = await tickets.take(ticket)
      if (!page) return 'gone'
      return guarded(() => withPage(page, throughDialog))
    },

    async savePdf(window, ticket) {
      const page = await tickets.take(ticket)
      if (!page) return 'gone'
      return guarded(async () => {
        const { canceled, filePath } = await dialog.showSaveDialog(window, {
          title: 'Choose where to save the PDF',
          defaultPath: safeFileName(`${page.title}.pdf`),
          filters: [{ name: 'PDF', extensions: ['pdf'] }],
          properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
        })
        if (canceled || !filePath) return 'cancelled'
        const pdf = await withPage(page, (contents) =>
          contents.printToPDF({
            pageSize: 'A4',
            preferCSSPageSize: true,
            printBackground: true,
            generateTaggedPDF: true,
          }),
        )
        await writeWhole(filePath, pdf)
        return 'done'
      })
    },
  }
}

function throughDialog(contents: WebContents): Promise<PrintOutcome> {
  return new Promise((resolve) => {
    contents.print({ silent: false, printBackground: true, pageSize: 'A4' }, (success, reason) => {
      if (success) resolve('done')
      else resolve(reason === 'Print job canceled' || reason === 'cancelled' ? 'cancelled' : 'failed')
    })
  })
}

/** Writes a file so that it is either all there or not at all; nothing half-written is left behind. */
async function writeWhole(target: string, content: Uint8Array): Promise<void> {
  const passing = path.join(path.dirname(target), `.${randomUUID()}.part`)
  try {
    const file = await open(passing, 'wx', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(passing, target)
  } finally {
    await rm(passing, { force: true })
  }
}
