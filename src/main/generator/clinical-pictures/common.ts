/** Ages at referral in months. */
export const ages = {
  newborn: { from: 0, usual: 0.6, spread: 0.4, to: 2 },
  baby: { from: 0, usual: 5, spread: 4, to: 20 },
  toddler: { from: 16, usual: 27, spread: 6, to: 44 },
  preschool: { from: 24, usual: 40, spread: 9, to: 66 },
  reception: { from: 46, usual: 58, spread: 8, to: 110 },
  primary: { from: 50, usual: 92, spread: 24, to: 150 },
  teenager: { from: 132, usual: 165, spread: 18, to: 206 },
  anyAge: { from: 3, usual: 60, spread: 42, to: 200 },
} as const

/** Who refers, by stage of life. */
export const community = [
  ['gp', 40],
  ['health_visitor', 30],
  ['school_nurse', 10],
  ['paediatrician', 10],
  ['slt', 6],
  ['parent', 4],
] as const
export const schoolAge = [
  ['school', 50],
  ['gp', 24],
  ['parent', 10],
  ['school_nurse', 6],
  ['educational_psychologist', 5],
  ['camhs', 5],
] as const
export const earlyYears = [
  ['health_visitor', 42],
  ['nursery', 26],
  ['parent', 16],
  ['gp', 10],
  ['paediatrician', 6],
] as const
export const hospital = [
  ['hospital', 70],
  ['paediatrician', 30],
] as const

export const noFlagUsually = { asked: 0.86, present: 0, which: [] }
