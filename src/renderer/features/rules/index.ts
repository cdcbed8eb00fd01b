export { ChartPanel, type ChartPanelProps, Charts } from './chart-panel.tsx'
export { SaveExampleDialog, type SaveExampleDialogProps } from './save-example-dialog.tsx'
export { useTriageFigures, type TriageFigures } from './triage-figures.tsx'
export { useMayChangeRules } from './use-draft.ts'
