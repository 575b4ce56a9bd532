// A pack with the fault that stopped every deployment: it counts a setting as changed when it is given, and the engine gives every default.
const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("counts-defaults", {
  enforcementLevel: "mandatory",
  policies: [
    {
      name: "carries-tags",
      description: "A resource carries the tags.",
      configSchema: {
        properties: {
          tags: { type: "array", items: { type: "string" }, default: ["Project"] },
          reason: { type: "string", minLength: 20 },
        },
      },
      validateResource: (args) => {
        const given = args.getConfig();
        if ("tags" in given && !("reason" in given)) throw new Error("changes tags: 'reason' must say why");
      },
    },
  ],
});
