/** Whether this is a Linux machine without a screen. */
export function displayIsMissing(): boolean
/** Starts a screen without a monitor; `display` is the value for DISPLAY. */
export function startDisplay(): Promise<{ display: string; stop: () => void }>
