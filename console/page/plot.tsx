// A drawing of lines over time, with levels. Its figures stand below it as a table, for those who cannot see it.
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import type { PlotLine } from "../contract";

interface PlotProps {
  readonly label: string;
  readonly lines: readonly PlotLine[];
  readonly levels?: readonly { readonly label: string; readonly value: number }[];
  /** Epoch seconds. */
  readonly from: number;
  readonly to: number;
  readonly height?: number;
}

/** Told apart in light and dark, and by people who see few colours (Okabe and Ito's, darkened). */
const colors = ["#1f7a52", "#c2410c", "#2563a8", "#9333a8", "#8a6d00", "#0e7490", "#be185d", "#4d5b53"];

export function Plot({ label, lines, levels = [], from, to, height = 170 }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const drawn = JSON.stringify({ lines, levels, from, to, height });
  // Drawn anew when there is something else to draw, not whenever the view around it is.
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const style = getComputedStyle(element);
    const ink = style.getPropertyValue("color");
    const grid = style.borderTopColor;
    const bad = style.outlineColor;
    const drawLevels = (plot: uPlot) => {
      const { ctx, bbox } = plot;
      ctx.save();
      ctx.strokeStyle = bad;
      ctx.fillStyle = bad;
      ctx.lineWidth = devicePixelRatio;
      ctx.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio]);
      for (const { value } of levels) {
        const y = Math.round(plot.valToPos(value, "y", true));
        ctx.beginPath();
        ctx.moveTo(bbox.left, y);
        ctx.lineTo(bbox.left + bbox.width, y);
        ctx.stroke();
      }
      ctx.restore();
    };
    const most = Math.max(
      0,
      ...levels.map(({ value }) => value),
      ...lines.flatMap(({ points }) => points.map(([, value]) => value)),
    );
    const axis = {
      stroke: ink,
      grid: { stroke: grid, width: 1 },
      ticks: { stroke: grid, width: 1 },
      font: "11px system-ui, sans-serif",
    };
    const plot = new uPlot(
      {
        width: Math.max(120, element.clientWidth),
        height,
        legend: { show: false },
        cursor: { drag: { x: false, y: false }, points: { size: 6 } },
        scales: { x: { time: true, range: [from, to] }, y: { range: [0, most === 0 ? 1 : most * 1.12] } },
        axes: [
          { ...axis, values: (_plot, ticks) => ticks.map(clock) },
          { ...axis, size: 54, values: (_plot, ticks) => ticks.map(compact) },
        ],
        series: [
          {},
          ...lines.map((line, index) => ({
            label: line.label,
            stroke: colors[index % colors.length] ?? ink,
            width: 1.75,
            spanGaps: true,
            points: { show: line.points.length < 40, size: 5 },
          })),
        ],
        hooks: { draw: [drawLevels] },
      },
      tableOf(lines),
      element,
    );
    const observer = new ResizeObserver(() => plot.setSize({ width: Math.max(120, element.clientWidth), height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [drawn]);

  const latest = (line: PlotLine) => line.points.at(-1)?.[1];
  return (
    <figure class="plot">
      <div
        ref={box}
        class="plot-box"
        role="img"
        aria-label={`${label}: ${lines.length} lines; the figures follow as a list`}
      />
      <figcaption>
        <ul class="plot-legend">
          {lines.map((line, index) => (
            <li key={`${line.label} ${index}`}>
              <span class="swatch" style={{ background: colors[index % colors.length] }} />
              {line.label} <b>{latest(line) === undefined ? "no data" : compact(latest(line) ?? 0)}</b>
            </li>
          ))}
          {levels.map((level) => (
            <li key={`${level.label} ${level.value}`}>
              <span class="swatch swatch-level" />
              {level.label || "threshold"} <b>{compact(level.value)}</b>
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

/** Columns of equal length, as uPlot wants them. */
function tableOf(lines: readonly PlotLine[]): uPlot.AlignedData {
  const times = [...new Set(lines.flatMap(({ points }) => points.map(([time]) => time)))].sort((a, b) => a - b);
  const columns = lines.map(({ points }) => {
    const values = new Map(points);
    return times.map((time) => values.get(time) ?? null);
  });
  return [times, ...columns];
}

/** Hours and minutes; at midnight the day. */
function clock(seconds: number): string {
  const date = new Date(seconds * 1000);
  const text = date.toTimeString().slice(0, 5);
  return text === "00:00" ? `${date.getDate()} ${date.toLocaleString("en", { month: "short" })}` : text;
}

/** A number in few characters. */
export function compact(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.01) return value.toExponential(1);
  return new Intl.NumberFormat("en", {
    notation: "compact",
    maximumFractionDigits: Math.abs(value) < 10 ? 2 : 1,
  }).format(value);
}
