import { raw, render, type Child } from './jsx-runtime.ts';

const paths = {
  home: <path d="M4 11 12 4l8 7v8a1 1 0 0 1-1 1h-4.5v-5.5h-5V20H5a1 1 0 0 1-1-1z" />,
  link: (
    <>
      <circle cx="8.5" cy="12" r="5" />
      <circle cx="15.5" cy="12" r="5" />
    </>
  ),
  improve: (
    <>
      <path d="M4 17.5 9.5 12l3.5 3.5L20 8" />
      <path d="M15 8h5v5" />
    </>
  ),
  support: (
    <path d="M12 20s-7.5-4.4-7.5-10A4.2 4.2 0 0 1 12 7.4 4.2 4.2 0 0 1 19.5 10c0 5.6-7.5 10-7.5 10z" />
  ),
  see: (
    <>
      <path d="M4 20h16" />
      <path d="M7 20v-6M12 20V6M17 20v-9" />
    </>
  ),
  search: (
    <>
      <circle cx="10.5" cy="10.5" r="6" />
      <path d="m15 15 5 5" />
    </>
  ),
  user: (
    <>
      <circle cx="12" cy="8.5" r="4" />
      <path d="M4.5 20c.8-4 3.8-6 7.5-6s6.7 2 7.5 6" />
    </>
  ),
  calendar: (
    <>
      <rect x="4" y="5.5" width="16" height="14.5" rx="2" />
      <path d="M4 10h16M8.5 3v4M15.5 3v4" />
    </>
  ),
  bell: (
    <>
      <path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15z" />
      <path d="M10 20.5h4" />
    </>
  ),
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  success: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="m8 12.3 2.8 2.8L16 9.8" />
    </>
  ),
  info: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 11.2v5M12 7.8v.4" />
    </>
  ),
  warning: (
    <>
      <path d="M12 4 21 19.5H3z" />
      <path d="M12 10v4.5M12 16.8v.4" />
    </>
  ),
  error: (
    <>
      <path d="M8.4 3.5h7.2l4.9 4.9v7.2l-4.9 4.9H8.4l-4.9-4.9V8.4z" />
      <path d="M12 8v5M12 15.8v.4" />
    </>
  ),
  download: (
    <>
      <path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5" />
      <path d="M5 20h14" />
    </>
  ),
  print: (
    <>
      <path d="M7 9V4h10v5M7 17H4.5v-6.5A1.5 1.5 0 0 1 6 9h12a1.5 1.5 0 0 1 1.5 1.5V17H17" />
      <path d="M7 14h10v6H7z" />
    </>
  ),
  plus: <path d="M12 5v14M5 12h14" />,
  edit: <path d="m14.5 5.5 4 4L8.5 19.5H4.5v-4zM12.5 7.5l4 4" />,
  trash: <path d="M5 7h14M9.5 7V4.5h5V7M7 7l.8 13h8.4L17 7M10.3 10.5v6M13.7 10.5v6" />,
  lock: (
    <>
      <rect x="5.5" y="11" width="13" height="9" rx="1.5" />
      <path d="M8.5 11V8a3.5 3.5 0 0 1 7 0v3" />
    </>
  ),
  globe: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M3.5 12h17M12 3.5c5 5.5 5 11.5 0 17M12 3.5c-5 5.5-5 11.5 0 17" />
    </>
  ),
  people: (
    <>
      <circle cx="9" cy="9" r="3.5" />
      <path d="M2.5 19c.6-3.5 3.2-5 6.5-5s5.9 1.5 6.5 5M15 5.8a3.5 3.5 0 0 1 0 6.4M18 14.6c2 .7 3.2 2.2 3.5 4.4" />
    </>
  ),
  building: (
    <>
      <path d="M5 20.5V5.5L13.5 3v17.5M13.5 9H19v11.5M3 20.5h18" />
      <path d="M8.3 8.5h2M8.3 12.3h2M8.3 16h2M16 13h.6M16 16.5h.6" />
    </>
  ),
  note: (
    <>
      <path d="M6 3.5h8.5L19 8v12.5H6z" />
      <path d="M14 3.5V8.5h5M9 12.5h7M9 16.5h5" />
    </>
  ),
  clock: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7v5.3l3.5 2" />
    </>
  ),
  next: <path d="m9 5.5 6.5 6.5L9 18.5" />,
  previous: <path d="M15 5.5 8.5 12l6.5 6.5" />,
  down: <path d="m5.5 9 6.5 6.5L18.5 9" />,
  close: <path d="m6 6 12 12M18 6 6 18" />,
  filter: <path d="M4 6h16M7 12h10M10.5 18h3" />,
  sort: <path d="m8 9.5 4-4.5 4 4.5M8 14.5l4 4.5 4-4.5" />,
  ascending: <path d="M12 19V5M6.5 10.5 12 5l5.5 5.5" />,
  descending: <path d="M12 5v14M6.5 13.5 12 19l5.5-5.5" />,
  flat: <path d="M5 12h14M13.5 6.5 19 12l-5.5 5.5" />,
  external: <path d="M13.5 4.5h6v6M19 5l-8 8M17 14v5.5H4.5V7H10" />,
  map: (
    <path d="M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11zM12 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z" />
  ),
  flag: <path d="M6 21V4h11.5l-2.5 4 2.5 4H6" />,
  upload: <path d="M12 15.5V4.5M7.5 9 12 4.5 16.5 9M5 20h14" />,
  signout: <path d="M10 4.5H5v15h5M14.5 8l4 4-4 4M18.5 12H9.5" />,
} satisfies Record<string, Child>;

export type IconName = keyof typeof paths;

interface IconProps {
  name: IconName;
  label?: string;
  size?: 'sm' | 'md' | 'lg';
}

// A list has some hundred icons and always the same few: each is drawn once.
const drawn = new Map<string, Child>();

/** One of our own line icons on a 24 px grid; decorative unless a label says what it means. */
export function Icon(props: IconProps) {
  if (props.label !== undefined) return <Drawing {...props} />;
  const key = `${props.name} ${props.size ?? 'md'}`;
  let icon = drawn.get(key);
  if (icon === undefined) {
    icon = raw(render(<Drawing {...props} />));
    drawn.set(key, icon);
  }
  return icon;
}

function Drawing({ name, label, size = 'md' }: IconProps) {
  return (
    <svg
      class={`icon icon-${size}`}
      viewBox="0 0 24 24"
      width="24"
      height="24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      focusable="false"
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined ? 'true' : undefined}
    >
      {paths[name]}
    </svg>
  );
}

/** The product's mark: two rings that hold each other. */
export function ProductMark() {
  return (
    <svg class="product-mark" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false">
      <rect class="product-mark-ground" width="40" height="40" rx="11" />
      <circle class="product-mark-ring" cx="15.5" cy="20" r="7.5" fill="none" stroke-width="3.5" />
      <path
        class="product-mark-ring-2"
        d="M19.7 14.3a7.5 7.5 0 1 1 .6 11.9"
        fill="none"
        stroke-width="3.5"
        stroke-linecap="round"
      />
    </svg>
  );
}

/** All icon names, for the page that shows them. */
export const icons = Object.keys(paths) as readonly IconName[];
