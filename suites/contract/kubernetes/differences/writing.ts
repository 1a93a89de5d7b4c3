import type { Difference } from './difference.ts'

/** Found by the cases of writes, patches, server-side apply and subresources. */
export const WRITING_DIFFERENCES: readonly Difference[] = [
  {
    case: 'writes-03',
    real: 'values of Go’s own types are printed as Go prints them: 0x0, []string{"a"}, map[string]string{"a":"b"}',
    rehearsal: 'as JSON',
    mended: 'as Go does, structs of selectors, roles and owners included',
  },
  {
    case: 'writes-06',
    real: 'a prefix for a generated name is held against the rules for names',
    rehearsal: 'it was cut and taken',
    mended: '422 on metadata.generateName',
  },
  {
    case: 'writes-09',
    real: 'kinds that count no generation keep the one they are sent',
    rehearsal: 'it was dropped',
    mended: 'it is kept',
  },
  {
    case: 'patches-02',
    real: 'a JSON patch may replace a member that is not there',
    rehearsal: '422, as the RFC has it',
    mended: 'it is added',
  },
  {
    case: 'patches-03',
    real: 'half a JSON is "unexpected end of JSON input"',
    rehearsal: 'the words of the JavaScript engine',
    mended: 'Go’s words',
  },
  {
    case: 'apply-04',
    real: 'when a manager drops its last label, metadata and what others own stay',
    rehearsal: 'the whole metadata went, which ended in a 500',
    mended: 'only the fields of that manager go',
  },
  {
    case: 'apply-04',
    real: 'who applies what is there already becomes an owner without a time',
    rehearsal: 'with the time of the apply',
    mended: 'without',
  },
  {
    case: 'apply-05',
    real: 'force without an apply and a manager of more than 128 characters are a 422',
    rehearsal: 'force was ignored, the name was cut',
    mended: 'both are refused',
  },
  {
    case: 'apply-05',
    real: 'an applied object of another type is "invalid object type", a list of YAML cannot be unmarshalled',
    rehearsal: 'other sentences',
    mended: 'the same sentences',
  },
  {
    case: 'subresources-02',
    real: 'status and scale that a type of one’s own has not are a 404 of the object',
    rehearsal: 'a 404 of the path',
    mended: 'of the object',
  },
  {
    case: 'subresources-03',
    real: 'a scale of zero has an empty spec',
    rehearsal: 'replicas: 0',
    mended: 'an empty spec',
  },
  {
    case: 'subresources-04',
    real: 'counts of a scale that are negative or no numbers are refused at the path that the scale names, besides the schema',
    rehearsal: 'by the schema alone',
    mended: 'both causes',
  },
  {
    case: 'errors-02',
    real: 'bodies that are lists, texts, empty or half are refused with the beginning of what was sent',
    rehearsal: 'without it',
    mended: 'with it',
  },
  {
    case: 'errors-02',
    real: 'an object of another known kind is an "unknown conversion", of an unknown one names the scheme',
    rehearsal: 'one sentence for both',
    mended: 'as the real ones',
  },
  {
    case: 'errors-03',
    real: 'a 406 lists the representations that can be had',
    rehearsal: 'another sentence',
    mended: 'the same list',
  },
  {
    case: 'errors-05',
    real: 'a quantity that is none is a 400, a request over its limit and a port of 0 are causes of the 422',
    rehearsal: 'all three were taken',
    mended: 'all three are refused',
  },
  {
    case: 'errors-06',
    real: 'a change of what is immutable in metadata is told twice in the causes',
    rehearsal: 'once',
    mended: 'twice',
  },
]
