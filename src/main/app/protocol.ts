import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { protocol } from 'electron'
import { appScheme, fileOfAddress, responseHeaders } from './security/policies.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
}

/** Declares the app's scheme. Only works before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, codeCache: true } },
  ])
}

/** Serves the files of `folder`, and nothing else, at the app's scheme. */
export function servePages(folder: string): void {
  protocol.handle(appScheme, async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405)
    const file = fileOfAddress(request.url, folder)
    const type = file && types[path.extname(file)]
    if (!file || !type) return answer(404)
    try {
      return answer(200, await readFile(file), type)
    } catch {
      return answer(404)
    }
  })
}

function answer(status: number, body: BodyInit | null = null, type = 'text/plain; charset=utf-8'): Response {
  return new Response(body, { status, headers: { ...responseHeaders, 'Content-Type': type } })
}
