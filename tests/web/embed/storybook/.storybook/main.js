export default {
  framework: "@storybook/html-vite",
  stories: ["../stories/*.stories.js"],
  staticDirs: ["../static"],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
};
