import { render } from "preact";
import { takeToken } from "./api";
import { App } from "./app";
import { startState } from "./state";
import { followStream } from "./stream";
import "./style.css";

takeToken();
const root = document.getElementById("app");
if (root !== null) render(<App />, root);
startState();
void followStream();
