/** Complex numbers of which real and imaginary parts lie apart, each as long as the transform. */
export interface ComplexArray {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** One pass over the data: `groups` of butterflies of some radix, `stride` of them side by side. */
export interface Pass {
  readonly groups: number;
  readonly stride: number;
  /** For each group: the powers 1 … radix − 1 of e^(−2πi·group/(groups·radix)). */
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

/**
 * Takes the points `groups × stride` apart, transforms them, turns them by the group's powers and lays them down side by
 * side (Stockham): after the last pass the result stands in order. Written out for each radix, because this is the
 * innermost loop of the vocoder.
 */
export type RunPass = (pass: Pass, from: ComplexArray, to: ComplexArray) => void;

const SIN_60 = Math.sin(Math.PI / 3);
const COS_72 = Math.cos((2 * Math.PI) / 5);
const COS_144 = Math.cos((4 * Math.PI) / 5);
const SIN_72 = Math.sin((2 * Math.PI) / 5);
const SIN_144 = Math.sin((4 * Math.PI) / 5);

export const pass2: RunPass = ({ groups, stride, cos, sin }, { re: xr, im: xi }, { re: yr, im: yi }) => {
  const apart = groups * stride;
  for (let group = 0; group < groups; group++) {
    const c = cos[group] ?? 0;
    const s = sin[group] ?? 0;
    let out = group * 2 * stride;
    for (let i = group * stride; i < (group + 1) * stride; i++, out++) {
      const ar = xr[i] ?? 0;
      const ai = xi[i] ?? 0;
      const br = xr[i + apart] ?? 0;
      const bi = xi[i + apart] ?? 0;
      const dr = ar - br;
      const di = ai - bi;
      yr[out] = ar + br;
      yi[out] = ai + bi;
      yr[out + stride] = dr * c - di * s;
      yi[out + stride] = dr * s + di * c;
    }
  }
};

export const pass3: RunPass = ({ groups, stride, cos, sin }, { re: xr, im: xi }, { re: yr, im: yi }) => {
  const apart = groups * stride;
  for (let group = 0; group < groups; group++) {
    const c1 = cos[2 * group] ?? 0;
    const s1 = sin[2 * group] ?? 0;
    const c2 = cos[2 * group + 1] ?? 0;
    const s2 = sin[2 * group + 1] ?? 0;
    let out = group * 3 * stride;
    for (let i = group * stride; i < (group + 1) * stride; i++, out++) {
      const ar = xr[i] ?? 0;
      const ai = xi[i] ?? 0;
      const br = xr[i + apart] ?? 0;
      const bi = xi[i + apart] ?? 0;
      const cr = xr[i + 2 * apart] ?? 0;
      const ci = xi[i + 2 * apart] ?? 0;
      const sumR = br + cr;
      const sumI = bi + ci;
      const midR = ar - 0.5 * sumR;
      const midI = ai - 0.5 * sumI;
      const turnR = SIN_60 * (bi - ci);
      const turnI = SIN_60 * (cr - br);
      const ur = midR + turnR;
      const ui = midI + turnI;
      const vr = midR - turnR;
      const vi = midI - turnI;
      yr[out] = ar + sumR;
      yi[out] = ai + sumI;
      yr[out + stride] = ur * c1 - ui * s1;
      yi[out + stride] = ur * s1 + ui * c1;
      yr[out + 2 * stride] = vr * c2 - vi * s2;
      yi[out + 2 * stride] = vr * s2 + vi * c2;
    }
  }
};

export const pass4: RunPass = ({ groups, stride, cos, sin }, { re: xr, im: xi }, { re: yr, im: yi }) => {
  const apart = groups * stride;
  for (let group = 0; group < groups; group++) {
    const c1 = cos[3 * group] ?? 0;
    const s1 = sin[3 * group] ?? 0;
    const c2 = cos[3 * group + 1] ?? 0;
    const s2 = sin[3 * group + 1] ?? 0;
    const c3 = cos[3 * group + 2] ?? 0;
    const s3 = sin[3 * group + 2] ?? 0;
    let out = group * 4 * stride;
    for (let i = group * stride; i < (group + 1) * stride; i++, out++) {
      const ar = xr[i] ?? 0;
      const ai = xi[i] ?? 0;
      const br = xr[i + apart] ?? 0;
      const bi = xi[i + apart] ?? 0;
      const cr = xr[i + 2 * apart] ?? 0;
      const ci = xi[i + 2 * apart] ?? 0;
      const dr = xr[i + 3 * apart] ?? 0;
      const di = xi[i + 3 * apart] ?? 0;
      const evenR = ar + cr;
      const evenI = ai + ci;
      const oddR = br + dr;
      const oddI = bi + di;
      const acR = ar - cr;
      const acI = ai - ci;
      const bdR = br - dr;
      const bdI = bi - di;
      const ur = acR + bdI;
      const ui = acI - bdR;
      const vr = evenR - oddR;
      const vi = evenI - oddI;
      const wr = acR - bdI;
      const wi = acI + bdR;
      yr[out] = evenR + oddR;
      yi[out] = evenI + oddI;
      yr[out + stride] = ur * c1 - ui * s1;
      yi[out + stride] = ur * s1 + ui * c1;
      yr[out + 2 * stride] = vr * c2 - vi * s2;
      yi[out + 2 * stride] = vr * s2 + vi * c2;
      yr[out + 3 * stride] = wr * c3 - wi * s3;
      yi[out + 3 * stride] = wr * s3 + wi * c3;
    }
  }
};

export const pass5: RunPass = ({ groups, stride, cos, sin }, { re: xr, im: xi }, { re: yr, im: yi }) => {
  const apart = groups * stride;
  for (let group = 0; group < groups; group++) {
    const c1 = cos[4 * group] ?? 0;
    const s1 = sin[4 * group] ?? 0;
    const c2 = cos[4 * group + 1] ?? 0;
    const s2 = sin[4 * group + 1] ?? 0;
    const c3 = cos[4 * group + 2] ?? 0;
    const s3 = sin[4 * group + 2] ?? 0;
    const c4 = cos[4 * group + 3] ?? 0;
    const s4 = sin[4 * group + 3] ?? 0;
    let out = group * 5 * stride;
    for (let i = group * stride; i < (group + 1) * stride; i++, out++) {
      const ar = xr[i] ?? 0;
      const ai = xi[i] ?? 0;
      const br = xr[i + apart] ?? 0;
      const bi = xi[i + apart] ?? 0;
      const cr = xr[i + 2 * apart] ?? 0;
      const ci = xi[i + 2 * apart] ?? 0;
      const dr = xr[i + 3 * apart] ?? 0;
      const di = xi[i + 3 * apart] ?? 0;
      const er = xr[i + 4 * apart] ?? 0;
      const ei = xi[i + 4 * apart] ?? 0;
      const outerR = br + er;
      const outerI = bi + ei;
      const innerR = cr + dr;
      const innerI = ci + di;
      const outerDr = br - er;
      const outerDi = bi - ei;
      const innerDr = cr - dr;
      const innerDi = ci - di;
      const m1r = ar + COS_72 * outerR + COS_144 * innerR;
      const m1i = ai + COS_72 * outerI + COS_144 * innerI;
      const m2r = ar + COS_144 * outerR + COS_72 * innerR;
      const m2i = ai + COS_144 * outerI + COS_72 * innerI;
      const t1r = SIN_72 * outerDi + SIN_144 * innerDi;
      const t1i = SIN_72 * outerDr + SIN_144 * innerDr;
      const t2r = SIN_144 * outerDi - SIN_72 * innerDi;
      const t2i = SIN_144 * outerDr - SIN_72 * innerDr;
      const x1r = m1r + t1r;
      const x1i = m1i - t1i;
      const x2r = m2r + t2r;
      const x2i = m2i - t2i;
      const x3r = m2r - t2r;
      const x3i = m2i + t2i;
      const x4r = m1r - t1r;
      const x4i = m1i + t1i;
      yr[out] = ar + outerR + innerR;
      yi[out] = ai + outerI + innerI;
      yr[out + stride] = x1r * c1 - x1i * s1;
      yi[out + stride] = x1r * s1 + x1i * c1;
      yr[out + 2 * stride] = x2r * c2 - x2i * s2;
      yi[out + 2 * stride] = x2r * s2 + x2i * c2;
      yr[out + 3 * stride] = x3r * c3 - x3i * s3;
      yi[out + 3 * stride] = x3r * s3 + x3i * c3;
      yr[out + 4 * stride] = x4r * c4 - x4i * s4;
      yi[out + 4 * stride] = x4r * s4 + x4i * c4;
    }
  }
};
