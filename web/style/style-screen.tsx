export function StyleScreen() { return <main id="main"><h1>Style</h1></main>; }
