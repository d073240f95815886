export default {
  title: "Internal docs",
  url: "https://docs.example.com",
  baseUrl: "/docusaurus/",
  scripts: ["/docusaurus/embed.js"],
  presets: [["classic", { blog: false, docs: { routeBasePath: "/" } }]],
  themeConfig: { colorMode: { defaultMode: "dark" } },
};
