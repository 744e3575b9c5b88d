export function BrandMark() {
  return (
    <svg viewBox="0 0 24 24" className="size-[22px] flex-none text-accent" aria-hidden="true">
      <path
        d="M3 4v2.5M7.5 4v6M12 4v16M16.5 4v6M21 4v2.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
    </svg>
  );
}

export function Brand() {
  return (
    <div className="flex h-bar items-center gap-2.5 px-2">
      <BrandMark />
      <span translate="no" className="text-[0.9375rem] font-semibold tracking-[0.02em]">
        Tron
      </span>
    </div>
  );
}
