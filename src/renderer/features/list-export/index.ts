export { ListExportButton, type ListExportButtonProps } from './list-export-button.tsx'
