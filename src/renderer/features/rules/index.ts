export { SaveExampleDialog, type SaveExampleDialogProps } from './save-example-dialog.tsx'
export { useMayChangeRules } from './use-draft.ts'
