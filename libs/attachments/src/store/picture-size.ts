import { imageSize } from 'image-size';

/** Within these a picture says its size, behind whatever its camera has put in front of it. */
export const PICTURE_HEADER_BYTES = 128 * 1024;

/** In pixels, as the picture is shown; nulls where there is none, or it does not say. */
export interface PictureSize {
  readonly width: number | null;
  readonly height: number | null;
}

export const NO_PICTURE: PictureSize = { width: null, height: null };

/** From here on, EXIF's orientations lay a picture on its side. */
const FIRST_SIDEWAYS_ORIENTATION = 5;

/** @param header the first {@link PICTURE_HEADER_BYTES} of a picture */
export function pictureSizeOf(header: Uint8Array): PictureSize {
  try {
    const { width, height, orientation = 1 } = imageSize(header);
    if (!width || !height) return NO_PICTURE;
    return orientation < FIRST_SIDEWAYS_ORIENTATION
      ? { width, height }
      : { width: height, height: width };
  } catch {
    return NO_PICTURE;
  }
}
