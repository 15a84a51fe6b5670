/** Films for tests: whole containers with a picture track of empty packets, which is all that is read of them. */
import {
  BufferTarget,
  EncodedPacket,
  EncodedVideoPacketSource,
  MkvOutputFormat,
  Mp4OutputFormat,
  Output,
  type VideoCodec,
  WebMOutputFormat,
} from "mediabunny";

const formats = { mp4: Mp4OutputFormat, webm: WebMOutputFormat, mkv: MkvOutputFormat };
const names: Partial<Record<VideoCodec, string>> = { vp8: "vp8", vp9: "vp09.00.10.08", av1: "av01.0.04M.08" };

export async function aFilm({
  form = "mp4" as keyof typeof formats,
  codec = "vp9" as VideoCodec,
  seconds = 2,
  rate = 10,
  width = 640,
  height = 360,
  weight = 100,
} = {}): Promise<Buffer> {
  const output = new Output({ format: new formats[form](), target: new BufferTarget() });
  const source = new EncodedVideoPacketSource(codec);
  output.addVideoTrack(source, { frameRate: rate });
  await output.start();
  for (let n = 0; n < seconds * rate; n += 1)
    await source.add(
      new EncodedPacket(new Uint8Array(weight), n === 0 ? "key" : "delta", n / rate, 1 / rate),
      n === 0
        ? { decoderConfig: { codec: names[codec] ?? codec, codedWidth: width, codedHeight: height } }
        : undefined,
    );
  await output.finalize();
  return Buffer.from(output.target.buffer ?? new ArrayBuffer(0));
}
