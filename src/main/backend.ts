import type { MessagePortMain, ParentPort } from 'electron'
import type { MessageFromBackend, MessageToBackend } from './control-messages.ts'
import { entryOfError } from './app/redaction.ts'
import { createBackendHost, type BackendHost, type ResumeToken } from './services/host.ts'
import { checkDataFolder, readFolderFacts } from './store/data-folder.ts'

const shell: ParentPort = process.parentPort
let host: BackendHost | null = null

function tell(message: MessageFromBackend): void {
  shell.postMessage(message)
}

async function start({ dataFolder, resume }: Extract<MessageToBackend, { type: 'start' }>): Promise<void> {
  const folder = checkDataFolder(await readFolderFacts(dataFolder))
  if (!folder.ok) {
    tell({ type: 'refused', message: folder.refusal.message })
    return
  }
  host = await createBackendHost({
    dataFolder: folder.value,
    // It comes back as this process's forerunner made it.
    resume: resume as ResumeToken | undefined,
    onSession: (token) => tell(token ? { type: 'session-opened', resume: token } : { type: 'session-ended' }),
    log: (entry) => tell({ type: 'log', entry }),
    handToShell(page) {
      tell({ type: 'page-to-print', page })
      return true
    },
  })
  tell({ type: 'ready' })
}

async function stop(): Promise<void> {
  await host?.shutdown()
  tell({ type: 'stopped' })
}

/** Ends the process once what it has told the shell is on its way. */
function endSoon(exitCode: number): void {
  setTimeout(() => process.exit(exitCode), 50)
}

function die(error: unknown): void {
  tell({ type: 'log', entry: entryOfError(error) })
  endSoon(1)
}

async function receive(message: MessageToBackend, ports: readonly MessagePortMain[]): Promise<void> {
  switch (message.type) {
    case 'start': {
      await start(message)
      if (!host) endSoon(0)
      return
    }
    case 'connect': {
      const [port] = ports
      if (!port || !host) return
      host.attachPort(port)
      port.start()
      return
    }
    case 'file-granted': {
      const { token, path, name, size, purpose } = message
      host?.grantFile(token, { path, name, size }, purpose)
      return
    }
    case 'shutdown': {
      await stop()
      endSoon(0)
      return
    }
  }
}

process.on('uncaughtException', die)
// A page that closes in mid-call leaves rejections behind; they are no reason to stop serving the others.
process.on('unhandledRejection', (error) => tell({ type: 'log', entry: entryOfError(error) }))
shell.on('message', ({ data, ports }) => void receive(data as MessageToBackend, ports).catch(die))
