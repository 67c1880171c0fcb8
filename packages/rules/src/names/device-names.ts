/** The names of devices on Windows, also before an extension or spaces; superscript digits count as digits there. */
const deviceName = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)/i;

/** Whether Windows takes the name of a file or folder for a device, in any case and with any extension. */
export function isDeviceName(name: string): boolean {
  return deviceName.test(name);
}
