/** Something newer servers can do that older ones cannot. */
export interface ServerFeature {
  readonly name: string;
  /** First line of servers that has it, as people call it. */
  readonly since: string;
  /** What e2a does where it is missing. */
  readonly without: string;
}

interface Known extends ServerFeature {
  /** `level` in the answer to $JS.API.INFO; servers before 2.11 have none. */
  readonly level: number;
}

const LEVEL_OF_2_11 = 1;
const LEVEL_OF_2_12 = 2;
const NOT_USED = 'e2a does not use it';

/** None of these is needed: e2a is made of what 2.10 can do. */
const FEATURES: readonly Known[] = [
  {
    name: 'an age per key (TTL)',
    since: '2.11',
    level: LEVEL_OF_2_11,
    without: 'nodes that fall silent are known by the age of their entry',
  },
  {
    name: 'reading many messages with one request (batch get)',
    since: '2.11',
    level: LEVEL_OF_2_11,
    without: 'events are read one by one',
  },
  {
    name: 'groups of consumers with priorities',
    since: '2.11',
    level: LEVEL_OF_2_11,
    without: 'e2a has a consumer per priority and asks the urgent one first',
  },
  { name: 'pausing a consumer', since: '2.11', level: LEVEL_OF_2_11, without: 'e2a pauses by job, on e2a_control' },
  {
    name: 'messages with a due time (schedules)',
    since: '2.12',
    level: LEVEL_OF_2_12,
    without: 'due times stand in checkpoints',
  },
  { name: 'atomic batches and counters', since: '2.12', level: LEVEL_OF_2_12, without: NOT_USED },
];

/** What a server of this API level cannot do. */
export const missingFeatures = (apiLevel: number): readonly ServerFeature[] =>
  FEATURES.filter(({ level }) => level > apiLevel).map(({ name, since, without }) => ({ name, since, without }));
