/** The two machines on which people look at the page. */
export const devices = {
  desk: { viewport: { width: 1440, height: 900 }, isMobile: false, hasTouch: false, deviceScaleFactor: 1 },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
} as const;

export type Device = keyof typeof devices;

export const THEMES = ["light", "dark"] as const;

export const looks = (Object.keys(devices) as Device[]).flatMap((device) =>
  THEMES.map((theme) => ({
    device,
    theme,
    use: { ...devices[device], colorScheme: theme },
  })),
);
