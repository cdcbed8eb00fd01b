export { progressWords } from './running.tsx'
export { UndoImport } from './undo-import.tsx'
export { useImportJob } from './use-import-job.ts'
export { columnName } from './column-words.ts'
