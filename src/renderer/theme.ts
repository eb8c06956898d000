// Colours, type and space of the window (UX §2.1, §2.4). Chroma 0 for all surfaces: tinted greys shift how grey-level scans look.
// Mantine's dark defaults for secondary text, placeholders and borders fail WCAG AA; they are replaced here.
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

export const surface = {
  canvas: '#000000',
  page: '#121212',
  panel: '#1A1A1A',
  raised: '#222222',
  hover: '#2B2B2B',
  divider: '#3A3A3A',
  border: '#7A7A7A',
} as const;

export const ink = {
  text: '#E6E6E6',
  secondary: '#B3B3B3',
  hint: '#969696',
  accent: '#5C9BD6',
  danger: '#FF9E94',
  warning: '#F2B84B',
} as const;

/** Mantine reads text at 0, hints at 2 and 3, borders at 4, hover at 5, controls at 6 and the page at 7. */
const dark: MantineColorsTuple = [
  ink.text,
  ink.secondary,
  ink.secondary,
  ink.hint,
  surface.border,
  surface.hover,
  surface.panel,
  surface.page,
  surface.page,
  surface.canvas,
];

/** Accent for text at 4, filled buttons at 6. */
const accent: MantineColorsTuple = [
  '#E7F0F8',
  '#CADFF1',
  '#A6CAE8',
  '#80B3DF',
  ink.accent,
  '#4486C2',
  '#2F6FA8',
  '#285F90',
  '#204D75',
  '#183B59',
];

export const theme = createTheme({
  colors: { dark, accent },
  primaryColor: 'accent',
  primaryShade: 6,
  fontFamily: "'Inter Digits', 'Inter Variable', Inter, system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '16px', md: '20px', lg: '20px', xl: '28px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '15px', lineHeight: '20px' },
      h3: { fontSize: '13px', lineHeight: '20px' },
    },
  },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  defaultRadius: '4px',
  components: {
    // The frame does not scroll; locking it would insert a style that the content security policy refuses.
    Modal: { defaultProps: { lockScroll: false } },
    Drawer: { defaultProps: { lockScroll: false } },
    Spotlight: { defaultProps: { lockScroll: false } },
    Button: { defaultProps: { size: 'xs' } },
    // Lines between the choices that are not chosen say nothing.
    SegmentedControl: { defaultProps: { withItemsBorders: false } },
    Loader: { defaultProps: { size: 'xs' } },
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--canvas': surface.canvas,
    '--panel': surface.panel,
    '--raised': surface.raised,
    '--hover': surface.hover,
    '--menu-item-hover': surface.hover,
    '--divider': surface.divider,
    '--border': surface.border,
    '--secondary': ink.secondary,
    '--hint': ink.hint,
    '--accent': ink.accent,
    '--danger': ink.danger,
    '--warning': ink.warning,
  },
  light: {},
  dark: {
    '--mantine-color-dimmed': ink.secondary,
    '--mantine-color-placeholder': ink.hint,
    '--mantine-color-default-border': surface.border,
    '--mantine-color-anchor': ink.accent,
    '--mantine-color-error': ink.danger,
  },
});
