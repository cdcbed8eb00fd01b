export { askChosenHref, useAskChosen } from './round-draft.ts'
