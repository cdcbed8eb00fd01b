import type {
  ImportCounts,
  ImportInspection,
  ImportMapping,
  ImportProgress,
} from '../../../shared/contract/imports.ts'
import type { OpenedFile } from '../../../shared/bridge.ts'
import type { Refusal } from '../../../shared/result.ts'
import type { Client } from '../../app/client.ts'
import { refusalOf } from '../../app/refusal-of.ts'

/** What stands on the running line: how many rows are done, of how many. */
export type RunningProgress = Extract<ImportProgress, { kind: 'progress' }>

/** How far the import of one file has come. */
export type ImportStep =
  | {
      at: 'choose'
      /** Why the file chosen before was refused. */
      refused: { fileName: string; refusal: Refusal; sheets: string[] } | null
    }
  | { at: 'opening'; fileName: string }
  | { at: 'columns'; inspection: ImportInspection; mapping: ImportMapping; refusal: Refusal | null }
  | { at: 'checking'; inspection: ImportInspection; mapping: ImportMapping; progress: RunningProgress | null }
  | {
      at: 'preview'
      inspection: ImportInspection
      mapping: ImportMapping
      draftId: string
      counts: ImportCounts
      refusal: Refusal | null
    }
  | {
      at: 'saving'
      inspection: ImportInspection
      mapping: ImportMapping
      draftId: string
      counts: ImportCounts
      progress: RunningProgress | null
      /** Whether somebody stopped it and the outcome is awaited. */
      stopping: boolean
    }
  | { at: 'done'; fileName: string; batchId: string; counts: ImportCounts; undone: boolean }

export interface ImportState {
  file: OpenedFile | null
  /** Which system the file comes from, as the person names it. */
  source: string
  step: ImportStep
}

export interface ImportJob {
  state(): ImportState
  subscribe(listener: () => void): () => void
  /** Looks into a file, one of its sheets when it has several. */
  open(file: OpenedFile, sheet?: string | null): Promise<void>
  /** Looks again at another sheet of the same file. */
  chooseSheet(sheet: string): Promise<void>
  setSource(source: string): void
  /** Fetches the columns remembered for a source once its name is complete. */
  recallSource(): Promise<void>
  setMapping(mapping: ImportMapping): void
  /** Reads and checks the whole file. */
  check(): Promise<void>
  setCounts(counts: ImportCounts): void
  /** Saves the good rows. */
  commit(): Promise<void>
  /** Stops what is running: nothing of it is kept. */
  cancel(): void
  backToColumns(): void
  markUndone(): void
  /** Forgets the file and everything read from it. */
  reset(): void
}

const start: ImportState = { file: null, source: '', step: { at: 'choose', refused: null } }

function sheetsIn(refusal: Refusal): string[] {
  const { present } = refusal
  if (typeof present !== 'object' || present === null || !('sheets' in present)) return []
  const { sheets } = present
  return Array.isArray(sheets) ? sheets.filter((sheet) => typeof sheet === 'string') : []
}

/**
 * One import from choosing the file to its summary. It lives outside the screen, so that people can work elsewhere
 * while rows are read or saved, and holds nothing once `reset` was called.
 */
export function createImportJob(client: Client): ImportJob {
  let state = start
  let running: AbortController | null = null
  const listeners = new Set<() => void>()

  function set(next: Partial<ImportState>): void {
    state = { ...state, ...next }
    for (const listener of listeners) listener()
  }
  function begin(): AbortController {
    running?.abort()
    running = new AbortController()
    return running
  }
  function discardDraft(step: ImportStep): void {
    if (step.at !== 'preview' && step.at !== 'saving') return
    client.imports.discard({ draftId: step.draftId }).catch(() => undefined)
  }

  async function inspect(file: OpenedFile, sheet: string | null): Promise<void> {
    const turn = begin()
    discardDraft(state.step)
    const { source } = state
    set({ file, step: { at: 'opening', fileName: file.name } })
    try {
      const inspection = await client.imports.inspect(
        { file: file.token, sheet, source },
        { signal: turn.signal },
      )
      if (turn.signal.aborted) return
      set({ step: { at: 'columns', inspection, mapping: inspection.mapping, refusal: null } })
    } catch (error) {
      if (turn.signal.aborted) return
      const refusal = refusalOf(error)
      set({ step: { at: 'choose', refused: { fileName: file.name, refusal, sheets: sheetsIn(refusal) } } })
    }
  }

  /** Reads a stream to its end, showing its progress; returns its last word. */
  async function follow(
    stream: AsyncIterable<ImportProgress>,
    turn: AbortController,
    at: 'checking' | 'saving',
  ): Promise<Exclude<ImportProgress, RunningProgress> | null> {
    for await (const news of stream) {
      if (turn.signal.aborted) return null
      if (news.kind !== 'progress') return news
      if (state.step.at === at) set({ step: { ...state.step, progress: news } })
    }
    return null
  }

  /** A stop can come too late: what became of the saving is asked before anything is said. */
  async function stopSaving(step: Extract<ImportStep, { at: 'saving' }>): Promise<void> {
    const { inspection, mapping, draftId, counts } = step
    const turn = begin()
    set({ step: { ...step, progress: null, stopping: true } })
    try {
      // Writes queue one behind the other, so this answers once the saving has ended either way.
      await client.drafts.discard({ form: 'import-stopped' })
      await client.imports.previewRows({ draftId, group: 'rejected', limit: 1 })
      if (turn.signal.aborted) return
      set({ step: { at: 'preview', inspection, mapping, draftId, counts, refusal: null } })
    } catch (error) {
      const refusal = refusalOf(error)
      const last =
        refusal.kind === 'not_found' ? await client.imports.batches({ limit: 1 }).catch(() => null) : null
      if (turn.signal.aborted) return
      const batch = last?.rows[0]
      if (!batch) set({ step: { at: 'preview', inspection, mapping, draftId, counts, refusal } })
      else
        set({
          file: null,
          step: {
            at: 'done',
            fileName: batch.fileName,
            batchId: batch.batchId,
            counts: batch.counts,
            undone: false,
          },
        })
    }
  }

  const job: ImportJob = {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    open: (file, sheet = null) => inspect(file, sheet),
    async chooseSheet(sheet) {
      if (state.file) await inspect(state.file, sheet)
    },
    setSource: (source) => set({ source }),
    async recallSource() {
      const { file, source, step } = state
      if (!file || step.at !== 'columns' || source.trim() === '') return
      const turn = begin()
      try {
        const inspection = await client.imports.inspect(
          { file: file.token, sheet: step.inspection.sheet, source: source.trim() },
          { signal: turn.signal },
        )
        if (turn.signal.aborted || state.step.at !== 'columns' || !inspection.remembered) return
        set({ step: { ...state.step, inspection, mapping: inspection.mapping } })
      } catch {
        // What was suggested from the headers stays; checking says whatever is wrong.
      }
    },
    setMapping(mapping) {
      if (state.step.at === 'columns') set({ step: { ...state.step, mapping, refusal: null } })
    },
    async check() {
      const { file, source, step } = state
      if (!file || step.at !== 'columns') return
      const { inspection, mapping } = step
      const turn = begin()
      set({ step: { at: 'checking', inspection, mapping, progress: null } })
      try {
        const stream = await client.imports.preview(
          { file: file.token, sheet: inspection.sheet, source: source.trim(), mapping },
          { signal: turn.signal },
        )
        const end = await follow(stream, turn, 'checking')
        if (turn.signal.aborted || end?.kind !== 'preview') return
        const { draftId, counts } = end
        set({ step: { at: 'preview', inspection, mapping, draftId, counts, refusal: null } })
      } catch (error) {
        if (turn.signal.aborted) return
        set({ step: { at: 'columns', inspection, mapping, refusal: refusalOf(error) } })
      }
    },
    setCounts(counts) {
      if (state.step.at === 'preview') set({ step: { ...state.step, counts } })
    },
    async commit() {
      const { step } = state
      if (step.at !== 'preview') return
      const { inspection, mapping, draftId, counts } = step
      const turn = begin()
      set({ step: { at: 'saving', inspection, mapping, draftId, counts, progress: null, stopping: false } })
      try {
        const stream = await client.imports.commit({ draftId }, { signal: turn.signal })
        const end = await follow(stream, turn, 'saving')
        if (turn.signal.aborted || end?.kind !== 'committed') return
        const done = { fileName: inspection.fileName, batchId: end.batchId, counts: end.counts }
        set({ file: null, step: { at: 'done', ...done, undone: false } })
      } catch (error) {
        if (turn.signal.aborted) return
        set({ step: { at: 'preview', inspection, mapping, draftId, counts, refusal: refusalOf(error) } })
      }
    },
    cancel() {
      running?.abort()
      running = null
      const { step } = state
      if (step.at === 'opening') set({ file: null, step: start.step })
      else if (step.at === 'checking')
        set({ step: { at: 'columns', inspection: step.inspection, mapping: step.mapping, refusal: null } })
      else if (step.at === 'saving') void stopSaving(step)
    },
    backToColumns() {
      const { step } = state
      if (step.at !== 'preview') return
      discardDraft(step)
      set({ step: { at: 'columns', inspection: step.inspection, mapping: step.mapping, refusal: null } })
    },
    markUndone() {
      if (state.step.at === 'done') set({ step: { ...state.step, undone: true } })
    },
    reset() {
      running?.abort()
      running = null
      discardDraft(state.step)
      set(start)
    },
  }
  return job
}
