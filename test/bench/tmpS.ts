import { engineFigures } from "./engine";
engineFigures(process.env["PULUMI_CLI_DIR"]!).then((f)=>console.log(f));
