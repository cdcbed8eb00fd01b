import path from 'node:path'
import log from 'electron-log/node.js'
import type { LogEntry } from '../../shared/log-entry.ts'
import { redact } from './redaction.ts'

const largestLog = 5 * 1024 * 1024

/**
 * Starts the log in `folder` and returns the function that writes to it. Whatever is handed to the log, by
 * us or by a library, goes through `redact` first. Nothing is printed and nothing is sent anywhere.
 */
export function startLogging(folder: string): (entry: LogEntry) => void {
  const logger = log.create({ logId: 'cyp-waits' })
  logger.transports.console.level = false
  logger.transports.file.level = 'info'
  logger.transports.file.maxSize = largestLog
  logger.transports.file.resolvePathFn = () => path.join(folder, 'cyp-waits.log')
  logger.transports.file.format = '{y}-{m}-{d} {h}:{i}:{s}.{ms} {level} {text}'
  logger.hooks.push((message) => ({ ...message, data: message.data.map((item) => asText(redact(item))) }))
  return (entry) => logger[entry.level](entry)
}

function asText({ event, detail }: LogEntry): string {
  return detail ? `${event} ${JSON.stringify(detail)}` : event
}
