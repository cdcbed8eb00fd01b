const small = new Set(['and', 'of', 'the', 'for', 'in', 'on', 'upon'])
const abbreviations = new Set(['icb', 'cic', 'uk', 'dhu'])
const shortened = new Set(['st', 'ltd', 'dr'])

/**
 * The name of an organisation as people write it: "ALDER HEY CHILDREN'S NHS FOUNDATION TRUST" is "Alder Hey
 * Children's NHS Foundation Trust". A name that is not all in capitals is returned unchanged.
 */
export function organisationName(name: string): string {
  if (name !== name.toUpperCase()) return name
  return name
    .toLowerCase()
    .replace(/\bintegrated care board\b/g, 'icb')
    .replace(/[\p{L}\p{N}'’.]+/gu, (word: string, at: number) => {
      if (at > 0 && small.has(word)) return word
      // A word without a vowel is an abbreviation, and so is one with stops inside.
      const isLetters = !/[aeiouy]/.test(word) || /\.\p{L}/u.test(word)
      if (abbreviations.has(word) || (isLetters && !shortened.has(word))) return word.toUpperCase()
      return word.charAt(0).toUpperCase() + word.slice(1)
    })
}

/** A service line without the mark of its group: "(CYP) Audiology" is "Audiology". */
export function lineName(line: string): string {
  return line.replace(/^\((?:CYP|A)\) /, '')
}
