/** What a slot asks of its child; one question at a time, so answers need no number. */
export type ChildQuestion<Question = unknown> = LoadQuestion | { readonly type: 'ask'; readonly question: Question };

/** What computes, as onnxruntime calls it. */
export type Provider = 'cpu' | 'cuda';

/** Absolute paths of what a model consists of, by the names its engine gives them. */
export type ModelFiles = Readonly<Record<string, string>>;

export interface LoadQuestion {
  readonly type: 'load';
  readonly files: ModelFiles;
  readonly provider: Provider;
  /** Somebody waits for what it computes. */
  readonly isAwaited: boolean;
}

export type ChildAnswer<Answer = unknown> =
  /** `provider`: what was really loaded, whatever was asked for. */
  | { readonly type: 'ready'; readonly provider: Provider }
  | { readonly type: 'answered'; readonly answer: Answer }
  /** The child could not do it and says why. */
  | { readonly type: 'failed'; readonly reason: string };
