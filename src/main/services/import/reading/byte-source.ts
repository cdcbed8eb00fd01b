import { open } from 'node:fs/promises'

/** Bytes that can be read from any place, such as a file. */
export interface ByteSource {
  sizeBytes: number
  /** Fills the buffer from a position and returns how many bytes it got; 0 at the end. */
  read(into: Uint8Array, position: number): Promise<number>
  close(): Promise<void>
}

export type OpenSource = () => Promise<ByteSource>

/** Opens a file for reading; rejects as the file system does. */
export async function openFile(path: string): Promise<ByteSource> {
  const handle = await open(path, 'r')
  const { size } = await handle.stat()
  return {
    sizeBytes: size,
    read: async (into, position) => (await handle.read(into, 0, into.byteLength, position)).bytesRead,
    close: () => handle.close(),
  }
}

/** The bytes from a position on, in blocks; each block is valid until the next is asked for. */
export async function* blocks(
  source: ByteSource,
  blockBytes: number,
  from = 0,
): AsyncGenerator<Buffer, void> {
  const buffer = Buffer.allocUnsafe(blockBytes)
  let position = from
  for (;;) {
    const count = await source.read(buffer, position)
    if (count === 0) return
    position += count
    yield buffer.subarray(0, count)
  }
}
