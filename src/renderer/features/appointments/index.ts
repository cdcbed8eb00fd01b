export { BookingSection, type BookingSectionProps } from './booking-section.tsx'
