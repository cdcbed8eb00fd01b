/** What the import must know of a service to recognise its name. */
export interface ImportService {
  id: string
  name: string
  /** Service line as published. */
  chsLine: string
}

function key(text: string): string {
  return text
    .toLowerCase()
    .replace(/\(cyp\)/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Everyday names of the services a store starts with; they apply only where the store has that service. */
const everydayNames: Record<string, readonly string[]> = {
  audiology: ['paediatric audiology', 'childrens audiology', 'hearing'],
  slt: [
    'salt',
    'speech and language',
    'speech and language therapy',
    'speech therapy',
    'speech language therapy',
  ],
  neurodevelopment: [
    'neurodevelopmental',
    'neurodevelopmental assessment',
    'neurodev',
    'community paediatrics',
    'community paediatric service',
  ],
}

/** Finds a service's id by its id, name or published line, in any case. */
export function serviceLookup(services: readonly ImportService[]): (text: string) => string | undefined {
  const found = new Map<string, string>()
  for (const service of services) {
    for (const name of everydayNames[service.id] ?? []) found.set(name, service.id)
  }
  for (const service of services) {
    found.set(key(service.chsLine), service.id)
    found.set(key(service.name), service.id)
    found.set(service.id, service.id)
  }
  return (text) => found.get(text) ?? found.get(key(text))
}
