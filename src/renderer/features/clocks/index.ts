export { ClocksPanel } from './clocks-panel.tsx'
