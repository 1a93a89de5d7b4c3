/** One thing that we do otherwise than openstacksdk 0.101 (Zed), on purpose. */
export interface Difference {
  id: string
  /** In which files or variables it shows. */
  when: string
  ours: string
  theirs: string
  why: string
}
