import { useLocalStorage } from '@mantine/hooks'

export type Density = 'comfortable' | 'compact'

/** How tightly lists are set on this computer. Kept in the browser's store: it is taste, not data. */
export function useDensity(): [Density, (density: Density) => void] {
  const [density, setDensity] = useLocalStorage<Density>({
    key: 'cyp-waits.density',
    defaultValue: 'compact',
    getInitialValueInEffect: false,
  })
  return [density, setDensity]
}
