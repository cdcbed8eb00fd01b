export { PeopleNotices } from './people-notices.tsx'
