import { execa } from 'execa';

export interface M4bFacts {
  readonly brand: string;
  readonly title: string;
  readonly artist: string;
  readonly durationSeconds: number;
  readonly audio: {
    readonly codec: string;
    readonly rate: number;
    readonly channels: number;
    readonly language: string;
  };
  readonly hasCover: boolean;
  readonly chapters: readonly { readonly title: string; readonly startSample: number; readonly endSample: number }[];
}

interface Probed {
  readonly format: { readonly duration: string; readonly tags: Readonly<Record<string, string>> };
  readonly streams: readonly {
    readonly codec_type: string;
    readonly codec_name: string;
    readonly sample_rate?: string;
    readonly channels?: number;
    readonly tags?: Readonly<Record<string, string>>;
    readonly disposition: { readonly attached_pic: number };
  }[];
  readonly chapters: readonly {
    readonly start_time: string;
    readonly end_time: string;
    readonly tags: { readonly title: string };
  }[];
}

const CLOCK_HZ = 24_000;

/** What ffprobe says of a finished book. */
export async function probeM4b(path: string): Promise<M4bFacts> {
  const { stdout } = await execa('ffprobe', [
    '-v',
    'error',
    '-show_format',
    '-show_streams',
    '-show_chapters',
    '-of',
    'json',
    path,
  ]);
  const { format, streams, chapters } = JSON.parse(stdout) as Probed;
  const audio = streams.find((stream) => stream.codec_type === 'audio');
  return {
    brand: format.tags['major_brand'] ?? '',
    title: format.tags['title'] ?? '',
    artist: format.tags['artist'] ?? '',
    durationSeconds: Number(format.duration),
    audio: {
      codec: audio?.codec_name ?? '',
      rate: Number(audio?.sample_rate),
      channels: audio?.channels ?? 0,
      language: audio?.tags?.['language'] ?? '',
    },
    hasCover: streams.some((stream) => stream.disposition.attached_pic === 1),
    chapters: chapters.map((chapter) => ({
      title: chapter.tags.title,
      startSample: Number(chapter.start_time) * CLOCK_HZ,
      endSample: Number(chapter.end_time) * CLOCK_HZ,
    })),
  };
}
