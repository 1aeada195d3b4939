// A telephone's photograph is several megabytes; on a page the longest side of 1600 pixels is enough. It is made smaller
// here, before it is sent, so it is taken and the parents' telephones need not fetch it. What cannot be drawn stays as it is.
const longest = 1600;

async function smaller(file: File): Promise<File | null> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (picture === null) return null;
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d');
  if (pen === null) return null;
  // What is see-through in a PNG would be black in a JPEG.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
  if (blob === null || blob.size >= file.size) return null;
  return new File([blob], file.name.replace(/\.[^.]*$/, '') + '.jpg', { type: 'image/jpeg' });
}

const megabytes = (bytes: number): string => `${Math.max(0.1, bytes / 1_000_000).toFixed(1)}MB`;

for (const place of document.querySelectorAll<HTMLElement>('[data-smaller]')) {
  const input = place.querySelector<HTMLInputElement>('input[type="file"]');
  const status = place.querySelector<HTMLElement>('[data-smaller-status]');
  place.querySelector<HTMLElement>('[data-smaller-hint]')?.removeAttribute('hidden');
  const above = Number(place.dataset['smaller']);
  input?.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (status !== null) status.textContent = '';
    if (file === undefined || file.size <= above || !file.type.startsWith('image/')) return;
    void smaller(file).then((made) => {
      // Another one may have been chosen meanwhile.
      if (made === null || input.files?.[0] !== file) return;
      const files = new DataTransfer();
      files.items.add(made);
      input.files = files.files;
      if (status !== null)
        status.textContent = (place.dataset['smallerSaid'] ?? '')
          .replace('{1}', megabytes(file.size))
          .replace('{2}', megabytes(made.size));
    });
  });
}
