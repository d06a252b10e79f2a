#!/usr/bin/env bash
# Uses the packed files as strangers would: fresh projects in an empty folder with their own empty package folder, in C# on net10.0 and net8.0,
# C# 7.3 and Visual Basic on .NET Framework 4.7.2 (run by Mono) and F#. All do the same and have to print the same.
set -euo pipefail
cd "$(dirname "$0")/.."
packages=$PWD/artifacts/packages
[ -d "$packages" ] || bash eng/pack.sh
version=$(basename "$packages"/KimCaseManagement.[0-9]*.nupkg .nupkg); version=${version#KimCaseManagement.}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export NUGET_PACKAGES=$folder/packages
cp -r eng/consumer/. "$folder"
cat > "$folder/Directory.Build.props" <<PROJECT
<Project>
  <PropertyGroup>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <RestoreAdditionalProjectSources>$packages</RestoreAdditionalProjectSources>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="KimCaseManagement" Version="$version" />
  </ItemGroup>
</Project>
PROJECT
cd "$folder"
failed=0
for consumer in csharp csharp-net8 csharp73-net472 vb-net472 fsharp; do
  dotnet build $consumer -c Release -o "$consumer/out" --verbosity quiet -clp:NoSummary -nodeReuse:false
  case $consumer in
    *net472) LANG=C.UTF-8 mono "$consumer/out/Consumer.exe" ;;
    *) "$consumer/out/Consumer" ;;
  esac > "$consumer/printed.txt"
  if diff expected.txt "$consumer/printed.txt"; then echo "$consumer: as expected"; else failed=1; fi
done
exit $failed
