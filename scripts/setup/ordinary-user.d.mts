export interface OrdinaryUser {
  /** Goes before the command. */
  prefix: string[]
  env: Record<string, string>
  /** The checkout as that user sees it. */
  seenRoot: string
  home: string
  cleanUp(): void
}
export function ordinaryUser(
  electronBinary: string,
  env: Record<string, string | undefined>,
): Promise<OrdinaryUser | undefined>
