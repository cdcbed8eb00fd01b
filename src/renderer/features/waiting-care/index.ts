export { CareNotices } from './care-notices.tsx'
export { CareSection } from './care-section.tsx'
export { OfferDialog, type OfferDialogProps } from './offer-dialog.tsx'
export { TransferSummary } from './transfer-summary.tsx'
