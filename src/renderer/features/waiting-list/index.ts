export { usePresetWaitingList, waitingListHref } from './list-state.ts'
