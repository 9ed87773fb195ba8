import { loadFigures } from "./load";
import { fleetFigures } from "./fleet";
loadFigures().then(async (f)=>{console.log(f); console.log(await fleetFigures())});
