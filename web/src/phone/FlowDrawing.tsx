import { useEffect, useRef } from "react";

import { useSay } from "~/words/say";

import type { Block, Flow, Transition } from "./stageTelephone";

const WIDTH = 230;
const HEIGHT = 92;
const MARGIN = 30;
const NEAR = 0.62; // of a pixel for each unit of the flow's own places

interface Props {
  readonly flow: Flow;
  readonly passed: readonly string[];
  readonly isInFlow: boolean;
  /** As small as it has to be to be seen whole; otherwise to be read, and scrolled with the call. */
  readonly isWhole: boolean;
}

export function FlowDrawing({ flow, passed, isInFlow, isWhole }: Props) {
  const say = useSay();
  const frame = useRef<HTMLElement>(null);
  const last = passed.at(-1);
  const places = new Map(flow.blocks.map((block) => [block.id, block]));
  const width = Math.max(...flow.blocks.map(({ x }) => x)) + WIDTH + 2 * MARGIN;
  const height = Math.max(...flow.blocks.map(({ y }) => y)) + HEIGHT + 2 * MARGIN;
  const taken = new Set(passed.slice(1).map((id, at) => `${passed[at] ?? ""} ${id}`));
  const at = last === undefined ? undefined : places.get(last);
  useEffect(() => {
    if (!at || isWhole || !frame.current) return;
    const { clientWidth, clientHeight } = frame.current;
    frame.current.scrollTo({
      left: (MARGIN + at.x + WIDTH / 2) * NEAR - clientWidth / 2,
      top: (MARGIN + at.y + HEIGHT / 2) * NEAR - clientHeight / 2,
      behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
    });
  }, [at, isWhole]);
  const current = isInFlow ? last : undefined;
  return (
    <section
      ref={frame}
      className="phone-flow"
      aria-label={say("phone.flow_frame")}
      // It scrolls, so the keyboard has to reach it.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <svg
        role="img"
        aria-label={say("phone.flow_drawn", {
          block: last ?? say("parts.none"),
          count: flow.blocks.length,
        })}
        viewBox={`${-MARGIN} ${-MARGIN} ${width} ${height}`}
        {...(isWhole ? { width: "100%" } : { width: width * NEAR, height: height * NEAR })}
      >
        {flow.transitions.map((way) => (
          <Way
            key={`${way.source} ${way.target}`}
            way={way}
            places={places}
            isTaken={taken.has(`${way.source} ${way.target}`)}
          />
        ))}
        {flow.blocks.map((block) => (
          <BlockDrawn
            key={block.id}
            block={block}
            state={
              block.id === current ? "current" : passed.includes(block.id) ? "passed" : "ahead"
            }
          />
        ))}
      </svg>
    </section>
  );
}

function BlockDrawn({ block, state }: { block: Block; state: "current" | "passed" | "ahead" }) {
  return (
    <g className={`phone-block phone-block-${state}`}>
      {block.text && <title>{block.text}</title>}
      <rect x={block.x} y={block.y} width={WIDTH} height={HEIGHT} rx={12} />
      <text x={block.x + WIDTH / 2} y={block.y + 40} textAnchor="middle" className="phone-block-id">
        {block.id}
      </text>
      <text x={block.x + WIDTH / 2} y={block.y + 68} textAnchor="middle">
        {shortType(block.type)}
      </text>
    </g>
  );
}

function Way({
  way,
  places,
  isTaken,
}: {
  way: Transition;
  places: ReadonlyMap<string, Block>;
  isTaken: boolean;
}) {
  const [source, target] = [places.get(way.source), places.get(way.target)];
  if (!source || !target) return null;
  return (
    <path
      d={curve(source, target)}
      className={`phone-way phone-way-${isTaken ? "taken" : way.kind}`}
    />
  );
}

/** Out of the right side and into the left; what leads back goes around below. */
function curve(source: Block, target: Block): string {
  const [x1, y1] = [source.x + WIDTH, source.y + HEIGHT / 2];
  const [x2, y2] = [target.x, target.y + HEIGHT / 2];
  if (x2 > x1) {
    const bend = Math.max((x2 - x1) / 2, 30);
    return `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  }
  const below = Math.max(y1, y2) + 110;
  return `M${x1} ${y1} C${x1 + 90} ${below} ${x2 - 90} ${below} ${x2} ${y2}`;
}

function shortType(type: string): string {
  return type.length > 25 ? `${type.slice(0, 24)}…` : type;
}
